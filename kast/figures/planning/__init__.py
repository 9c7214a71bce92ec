"""What would change the demand? A model of what is not known, for those who plan. Pure; nothing here is a figure."""
