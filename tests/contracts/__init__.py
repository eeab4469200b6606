"""What every implementation of one promise must do: suites that tests inherit."""
