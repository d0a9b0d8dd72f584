package pattern

import "shortlist/screener/pack"

// Pack walks over the list of verbs for a form.
func (v *Verbs) Pack(c *pack.Form) {
	pack.Map(c, &v.irregular, func(forms *[]string, c *pack.Form) { c.Texts(forms) })
	pack.Map(c, &v.language, func(s *string, c *pack.Form) { c.Text(s) })
}
