package fit_test

import "testing"

// Where points wait for something built on the server's side, that is what is named first, and saying it does give points.
func TestWouldBuild(t *testing.T) {
	b := newBench(t)
	const text = "Experience\nDatabase Specialist, Harlow Mutual, Hartford\nMarch 2016 to Present\n" +
		"- Tuned slow queries in Oracle and designed the schema of the claims tables.\n" +
		"- Wrote shell scripts for Jenkins and kept them in Git.\n" +
		"- Investigated incidents in production and wrote runbooks.\n"
	for r, f := range b.assess(t, text).Fits {
		if len(f.WouldAdd) == 0 || f.WouldAdd[0].Criterion != "built" || f.WouldAdd[0].Points <= 0 {
			t.Fatalf("%s: would add %+v, want something built first", f.Rubric.Name, f.WouldAdd)
		}
		more := b.assess(t, text+"- Built REST services in Java.\n").Fits[r]
		if more.Score-f.Score < f.WouldAdd[0].Points {
			t.Errorf("%s: from %d to %d, at least %d were promised", f.Rubric.Name, f.Score, more.Score, f.WouldAdd[0].Points)
		}
		if more.Built <= f.Built {
			t.Errorf("%s: points count × %d with something built, × %d without", f.Rubric.Name, more.Built, f.Built)
		}
		for _, c := range b.assess(t, text+"- Built REST services in Java.\n- Wrote the batch jobs of the settlement in Spring.\n").Fits[r].WouldAdd {
			if c.Criterion == "built" {
				t.Errorf("%s: enough was built, and more is asked for: %+v", f.Rubric.Name, c)
			}
		}
	}
}

// What a sentence about the browser's side names of the server's was hardly built there.
func TestBuiltBesideBrowser(t *testing.T) {
	b := newBench(t)
	const head = "Experience\nDeveloper, Harlow Mutual, Hartford\nMarch 2016 to Present\n"
	own := b.assess(t, head+"- Rewrote the claims intake with Django.\n").Stack
	beside := b.assess(t, head+"- Rewrote the claims intake in React and Redux, beside Django.\n").Stack
	if own.Built == 0 || beside.Built*2 > own.Built {
		t.Errorf("built %d beside the browser's side, %d without it", beside.Built, own.Built)
	}
	if beside.Backend == 0 {
		t.Error("the name is no evidence at all")
	}
}
