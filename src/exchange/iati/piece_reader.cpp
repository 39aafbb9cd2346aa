// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/piece_reader.hpp"

#include <utility>

#include "exchange/iati/activity_piece.hpp"
#include "exchange/iati/organisation.hpp"

namespace entente::exchange::iati {

namespace {

const std::string& identifier_of(const Bundle& bundle) {
  return bundle.key_value;
}
const std::string& identifier_of(const ReportedOrganisation& reported) {
  return reported.organisation.identifiers.front().value;
}

}  // namespace

PieceReader::PieceReader(const Root& root, const Sink& sink) : root_(root), reject_(sink.reject) {
  if (reject_ != Strictness::readable || sink.judged) check_.emplace(root, sink.today);
}

template <class T>
void PieceReader::judge(const Piece& piece, std::variant<T, Refusal>&& outcome, ReadPiece& into) {
  if (auto* const refusal = std::get_if<Refusal>(&outcome)) {
    into.what = std::move(*refusal);
    return;
  }
  auto& read = std::get<T>(outcome);
  if (check_) {
    into.worst = check_->worst(piece);
    if (auto refusal = check_->refusal(piece, identifier_of(read), reject_)) {
      into.what = std::move(*refusal);
      return;
    }
  }
  into.what = std::move(read);
}

ReadPiece PieceReader::read(const Piece& piece) {
  ReadPiece done;
  done.number = piece.number;
  if (piece.organisation)
    judge(piece, read_organisation(piece, root_), done);
  else
    judge(piece, read_activity(piece, root_), done);
  return done;
}

}  // namespace entente::exchange::iati
