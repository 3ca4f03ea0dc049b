# terminal screens
