"""Looking back: the board, crossings and their stories, who is inside, cases."""
