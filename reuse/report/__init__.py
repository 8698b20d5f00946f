"""Results for people and programs: JSON records, one HTML file, the terminal."""
