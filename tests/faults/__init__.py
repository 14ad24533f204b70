"""Faults made for real: processes are killed with SIGKILL, disks refuse, relays fall silent."""
