"""The editor of programmes: sections, their forms, what is done to a version, how two of them differ, files."""
