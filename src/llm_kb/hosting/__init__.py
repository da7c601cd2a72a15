"""What stands between the network and the pages: who is let in, what is kept, and what every answer bears."""
