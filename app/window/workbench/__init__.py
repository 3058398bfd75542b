"""The v·J workbench: the Jacobian of one tensor by another, and what backward makes of it."""
