"""What a curator does, from laying out a bundle to taking back what an earlier one stated."""
