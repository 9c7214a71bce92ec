"""Measuring against limits taken in the same run. A bar is a ratio or a bound, never yesterday's number."""
