"""What the file of an assessor is: ratings of practices on the criteria, with reasons, and conflicts of interest."""
