"""Who and where: names found by a recogniser, one entity for each real thing."""
