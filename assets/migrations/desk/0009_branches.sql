-- Where central holds another operation at a place of a device's history than this file does, as after
-- a copied disk, both are in the log: central's under an id of its own, with the device it is of.
alter table operations add column branch_of blob check (length(branch_of) = 16);
