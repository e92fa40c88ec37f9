"""What names are made of and what they stand for, which the clusters and the places both go by."""
