// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "principles/network/graph.hpp"

/// Graphs of which the literature gives the answers, typed in as facts.
namespace entente::principles::network {

/// Krackhardt's kite (Krackhardt 1990): ten people, of whom the busiest, the closest and the one who bridges
/// are three. Numbered as in NetworkX.
inline Graph krackhardt_kite() {
  static constexpr Edge kEdges[] = {{0, 1}, {0, 2}, {0, 3}, {0, 5}, {1, 3}, {1, 4}, {1, 6}, {2, 3}, {2, 5},
                                    {3, 4}, {3, 5}, {3, 6}, {4, 6}, {5, 6}, {5, 7}, {6, 7}, {7, 8}, {8, 9}};
  return {10, kEdges};
}

/// Marriages among families of Florence in the 15th century (Padgett and Ansell 1993), without the Pucci, who
/// married into none of them.
enum Family : Node {
  acciaiuoli,
  albizzi,
  barbadori,
  bischeri,
  castellani,
  ginori,
  guadagni,
  lamberteschi,
  medici,
  pazzi,
  peruzzi,
  ridolfi,
  salviati,
  strozzi,
  tornabuoni,
};
inline Graph florentine_families() {
  static constexpr Edge kEdges[] = {
      {acciaiuoli, medici}, {castellani, peruzzi}, {castellani, strozzi}, {castellani, barbadori},
      {medici, barbadori},  {medici, ridolfi},     {medici, tornabuoni},  {medici, albizzi},
      {medici, salviati},   {salviati, pazzi},     {peruzzi, strozzi},    {peruzzi, bischeri},
      {strozzi, ridolfi},   {strozzi, bischeri},   {ridolfi, tornabuoni}, {tornabuoni, guadagni},
      {albizzi, ginori},    {albizzi, guadagni},   {bischeri, guadagni},  {guadagni, lamberteschi}};
  return {15, kEdges};
}

/// A karate club before it split (Zachary 1977), weights apart. Numbered from 0: 0 is the instructor, 33 the
/// president.
inline Graph karate_club() {
  static constexpr Edge kEdges[] = {
      {0, 1},   {0, 2},   {0, 3},   {0, 4},   {0, 5},   {0, 6},   {0, 7},   {0, 8},   {0, 10},  {0, 11},
      {0, 12},  {0, 13},  {0, 17},  {0, 19},  {0, 21},  {0, 31},  {1, 2},   {1, 3},   {1, 7},   {1, 13},
      {1, 17},  {1, 19},  {1, 21},  {1, 30},  {2, 3},   {2, 7},   {2, 8},   {2, 9},   {2, 13},  {2, 27},
      {2, 28},  {2, 32},  {3, 7},   {3, 12},  {3, 13},  {4, 6},   {4, 10},  {5, 6},   {5, 10},  {5, 16},
      {6, 16},  {8, 30},  {8, 32},  {8, 33},  {9, 33},  {13, 33}, {14, 32}, {14, 33}, {15, 32}, {15, 33},
      {18, 32}, {18, 33}, {19, 33}, {20, 32}, {20, 33}, {22, 32}, {22, 33}, {23, 25}, {23, 27}, {23, 29},
      {23, 32}, {23, 33}, {24, 25}, {24, 27}, {24, 31}, {25, 31}, {26, 29}, {26, 33}, {27, 33}, {28, 31},
      {28, 33}, {29, 32}, {29, 33}, {30, 32}, {30, 33}, {31, 32}, {31, 33}, {32, 33}};
  return {34, kEdges};
}

/// The graph by which Borgatti (1997) explains structural holes.
enum Person : Node { person_a, person_b, person_c, person_d, person_e, person_f, person_g };
inline Graph borgatti_holes() {
  static constexpr Edge kEdges[] = {{person_a, person_b}, {person_a, person_f}, {person_a, person_g},
                                    {person_a, person_e}, {person_e, person_g}, {person_f, person_g},
                                    {person_b, person_g}, {person_b, person_d}, {person_d, person_g},
                                    {person_g, person_c}};
  return {7, kEdges};
}

}  // namespace entente::principles::network
