// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "exchange/format.hpp"
#include "exchange/iati/cutter.hpp"

namespace entente::exchange::iati {

/// Asks of one activity or organisation that can be read what `entente validate` asks of it: schema, codes,
/// rules. What only the file as a whole shows (repeated identifiers) is not asked.
class PieceCheck {
 public:
  /// `today`: days since 1970-01-01.
  PieceCheck(const Root& root, std::int64_t today);
  ~PieceCheck();
  PieceCheck(const PieceCheck&) = delete;
  PieceCheck& operator=(const PieceCheck&) = delete;

  /// The worst that was found; `readable` where nothing worse than an advisory was.
  Strictness worst(const Piece& piece);
  /// Why the piece last asked about is refused, where it is: the findings as bad as `least`, each with its
  /// rule and line, the first few in words.
  std::optional<Refusal> refusal(const Piece& piece, std::string_view identifier, Strictness least) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::exchange::iati
