"""The book's pictures: a module a chapter, a function a figure; see `logodds.figures.style`."""
