/** The records as they are now, and every change that was made of them. */
export const recordTables = `
  CREATE TABLE IF NOT EXISTS records (
    collection VARCHAR NOT NULL, key VARCHAR NOT NULL, version BIGINT NOT NULL, value VARCHAR NOT NULL,
    PRIMARY KEY (collection, key)
  );
  CREATE TABLE IF NOT EXISTS record_changes (
    sequence BIGINT PRIMARY KEY, collection VARCHAR NOT NULL, key VARCHAR NOT NULL, version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL, who VARCHAR NOT NULL, action VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    before VARCHAR, after VARCHAR NOT NULL
  );
`;
