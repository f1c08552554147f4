"""Facts become blocks: one pure function per document."""
