// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Looks up files that a page names. They are gone on days that have passed, too.
class GoneFiles {
 public:
  explicit GoneFiles(const Register&);
  GoneFiles(const GoneFiles&) = delete;
  GoneFiles& operator=(const GoneFiles&) = delete;
  ~GoneFiles();
  std::optional<GoneFile> find(std::string_view hash) const;
  /// Those among the files of a delivery's evidence.
  GoneByHash among(const model::Delivery&) const;

 private:
  std::unique_ptr<store::Reader> reader_;  ///< null: no file was ever taken out
};

// Internal to registry ------------------------------------------------------------------------

std::optional<GoneFile> gone_file(store::Reader&, std::string_view hash);
/// Whether any file was ever taken out.
bool any_gone(store::Reader&);
void add_gone(store::Reader&, const model::Delivery&, GoneByHash&);
/// Keeps beside the record what is asked of it on every page that names a file.
void note_gone_file(store::UnitOfWork&, const GoneFile&);
/// Throws base::BadInput, for the form's field, where the file of that hash was taken out: nobody brings it
/// back by accident.
void require_not_gone(store::Reader&, std::string_view field, std::string_view hash);

}  // namespace entente::registry
