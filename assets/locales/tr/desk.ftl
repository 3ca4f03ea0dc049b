# use cases: errors, reasons and warnings of the domain, the store and the desk
