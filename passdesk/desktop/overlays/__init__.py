"""What lies over the page of somebody who is signed in: the operator's menu, a PIN, one's own password and card."""
