"""What assessors think, in every format; and the empty file that an assessor fills in."""
