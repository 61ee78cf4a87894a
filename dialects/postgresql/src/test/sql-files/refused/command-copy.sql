\copy t from 'rows.csv'
