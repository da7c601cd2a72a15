"""Tests of what goes wrong around the program: it is killed, the disk is full, files are damaged, clients leave."""
