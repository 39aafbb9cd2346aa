// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/format.hpp"
#include "exchange/iati/cutter.hpp"

namespace entente::exchange::iati {

/// Files of activities, and of organisations, of the International Aid Transparency Initiative, version 2.03.
class IatiFormat final : public Format {
 public:
  explicit IatiFormat(Limits limits = {}) : limits_(limits) {}
  std::string_view name() const override { return "iati-2.03"; }
  bool recognises(std::string_view head) const override;
  void read(std::istream& in, std::string_view file_name, const Sink& sink) const override;

 private:
  Limits limits_;
};

}  // namespace entente::exchange::iati
