"""What can be taken out of the program: pictures of the canvas."""
