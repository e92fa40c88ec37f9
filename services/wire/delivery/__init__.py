"""Reading a stream so that nothing is lost and nothing counts twice."""
