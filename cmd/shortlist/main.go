// Command shortlist reads resumes and prints how well they fit rubrics.
package main

func main() {}
