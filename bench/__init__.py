"""What an audit and a fix cost the controller and the nodes, measured beside Ansible's own modules and bare pywinrm."""
