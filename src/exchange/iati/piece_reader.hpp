// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "exchange/format.hpp"
#include "exchange/iati/cutter.hpp"
#include "exchange/iati/piece_check.hpp"

namespace entente::exchange::iati {

/// What came of one piece of a file.
struct ReadPiece {
  std::uint64_t number = 0;
  std::variant<Bundle, ReportedOrganisation, Refusal> what;
  std::optional<Strictness> worst;  ///< what validation found in it, where it was asked
};

/// Reads pieces of a file, and validates them where the sink wants to know. One for each thread.
class PieceReader {
 public:
  /// Both outlive it.
  PieceReader(const Root&, const Sink&);
  ReadPiece read(const Piece&);

 private:
  template <class T>
  void judge(const Piece&, std::variant<T, Refusal>&&, ReadPiece& into);

  const Root& root_;
  const Strictness reject_;
  std::optional<PieceCheck> check_;
};

}  // namespace entente::exchange::iati
