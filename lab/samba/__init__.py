"""A domain of Samba with the lab's accounts, for what the lab's own directory cannot show: tickets."""
