package resume

// cutRunning cuts long lines of running text, whose line breaks were lost, into the lines they once were, as far as
// that is safe: at bullets, wide white space, headings and the heads of roles.
func (r *reading) cutRunning() {
}
