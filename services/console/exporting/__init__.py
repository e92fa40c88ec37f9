"""The formats in which stored records leave."""
