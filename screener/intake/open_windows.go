package intake

const openFlags = 0
