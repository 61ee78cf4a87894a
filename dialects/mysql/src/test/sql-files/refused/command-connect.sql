connect other
