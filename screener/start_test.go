package screener_test

import (
	"testing"

	"shortlist/rubrics"
	"shortlist/screener"
	"shortlist/screener/rubric"
	"shortlist/screener/vocabulary"
)

func BenchmarkStart(b *testing.B) {
	b.Run("vocabulary", func(b *testing.B) {
		for b.Loop() {
			if _, err := vocabulary.Load(rubrics.Files); err != nil {
				b.Fatal(err)
			}
		}
	})
	v, _ := vocabulary.Load(rubrics.Files)
	b.Run("data", func(b *testing.B) {
		for b.Loop() {
			if _, err := rubric.LoadData(rubrics.Files, v); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("loader", func(b *testing.B) {
		for b.Loop() {
			if _, err := screener.NewLoader(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parser", func(b *testing.B) {
		for b.Loop() {
			if _, err := screener.NewParser(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("rules", func(b *testing.B) {
		for b.Loop() {
			if _, err := screener.NewRules(screener.RuleOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
