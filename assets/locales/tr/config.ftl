# settings file: what is wrong with it and where
