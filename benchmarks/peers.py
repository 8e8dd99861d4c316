"""The peers that may be missing, and how they take and give NumPy arrays."""

try:
    import torch
except ImportError:
    # `make frameworks` installs it; without it the tables say "not measured".
    torch = None


def torch_function(name, **options):
    """Return PyTorch's function of that name as one of NumPy arrays."""
    if torch is None:
        return None
    places = (torch.nn.functional, torch.special, torch)
    function = next(getattr(place, name) for place in places if hasattr(place, name))
    return lambda *arrays: function(*map(torch.from_numpy, arrays), **options).numpy()
