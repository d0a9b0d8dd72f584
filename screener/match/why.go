package match

// Why is the reason for a grade, for a person to read.
type Why string
