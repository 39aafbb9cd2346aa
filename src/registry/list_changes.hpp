// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/date.hpp"
#include "registry/list_keeping.hpp"

/// Internal to registry: files that hold nothing but changes to a list, and what they are changes to.
namespace entente::registry {

/// A list as it is to be read.
struct WholeList {
  ListBrought brought;  ///< with all of its files, those of changes behind the others
  /// The version whose files come before those of changes that were brought; empty where the list was brought
  /// whole.
  std::optional<store::ListVersion> changed;
  std::optional<base::PartialDate> changes_of;  ///< the latest day that those changes give, else former_day
  std::optional<base::PartialDate> former_day;  ///< that of the version that is changed
  /// The version that stands, where all that was brought is among its files already.
  std::optional<store::ListVersion> within;
};

/// Puts the files of the version that stands before those of changes, where nothing else was brought. Unless
/// it is to be accepted, what stands already is not taken again: changes that were applied, nor a list to
/// which changes were applied since. Throws base::NotFound where no version stands, and base::BadInput where
/// it is of another format or would have too many files.
WholeList whole_list_of(store::ListReader& lists, ListBrought brought);

/// The version in use: nothing where there is none, or its use has ended.
std::optional<store::ListVersion> standing_in(store::ListReader& lists, std::string_view dataset);

}  // namespace entente::registry
