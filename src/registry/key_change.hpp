// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>

#include "store/store.hpp"

/// Another key for a register: what is sealed is sealed anew, and nobody sets anything up again. At every
/// moment the key that opens what stands in the store is on the disk, as the key's file or as FILE.next.
namespace entente::registry {

struct KeyChange {
  std::size_t factors = 0, letters = 0, concerns = 0, hooks = 0;  ///< sealed anew
  std::filesystem::path former;  ///< the key before, which backups made until now need
  bool finished = false;         ///< a change before, which had been interrupted, and none was begun
};

/// Seals everything with a new key, in one commit, then gives the new key the file's name. Where it was
/// interrupted, calling it again finishes that change and begins no other. Throws base::Conflict where
/// something opens with neither, and changes nothing then. No server may run.
KeyChange change_key(store::Store&, const std::filesystem::path& file);

/// Gives the new key the file's name where the store is sealed with it already: what is left to do of a
/// change that was interrupted. Before the key is read. Whether there was one.
bool settle_key(store::Store&, const std::filesystem::path& file);

}  // namespace entente::registry
