-- 1 → 2: files carry a checksum, so that rot on the disk is noticed (`wence doctor`).
ALTER TABLE files ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
UPDATE files SET sha256 = sha256_of(data);
