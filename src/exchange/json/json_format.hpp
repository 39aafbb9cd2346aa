// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/format.hpp"
#include "exchange/json/tree.hpp"

namespace entente::exchange::json {

/// The register's own format (docs/formats/json.md): organisations and partnerships as the model has them,
/// tied together by keys, and the documents that say so. A file is read whole before its first record is
/// handed over, for its members may stand in any order.
class JsonFormat : public Format {
 public:
  explicit JsonFormat(Limits limits = {}) : limits_(limits) {}
  std::string_view name() const override { return "entente-json"; }
  bool recognises(std::string_view head) const override;
  void read(std::istream& in, std::string_view file_name, const Sink& sink) const override;

 private:
  Limits limits_;
};

}  // namespace entente::exchange::json
