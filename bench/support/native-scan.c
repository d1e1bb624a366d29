// What one would write by hand near the hardware: an exact scan of float32 unit vectors that keeps the best few.
// Reads a file (int32 vectors, queries, dimensions; then the floats), then lines "<vectors> <best>" from stdin: each
// runs every query once over the first vectors and prints, in nanoseconds, the CPU time of all and the time of each.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static float scores[64];
static int places[64];

static void keep(int best, int place, float score) {
  if (score <= scores[best - 1]) return;
  int at = best - 1;
  while (at > 0 && scores[at - 1] < score) {
    scores[at] = scores[at - 1];
    places[at] = places[at - 1];
    at--;
  }
  scores[at] = score;
  places[at] = place;
}

static void scan(const float *restrict rows, const float *restrict query, int count, int dimensions, int best) {
  for (int i = 0; i < best; i++) scores[i] = -2;
  int row = 0;
  for (; row + 4 <= count; row += 4) {
    const float *restrict a = rows + (size_t)row * dimensions;
    const float *restrict b = a + dimensions, *restrict c = b + dimensions, *restrict d = c + dimensions;
    float sa = 0, sb = 0, sc = 0, sd = 0;
    for (int i = 0; i < dimensions; i++) {
      sa += a[i] * query[i];
      sb += b[i] * query[i];
      sc += c[i] * query[i];
      sd += d[i] * query[i];
    }
    keep(best, row, sa);
    keep(best, row + 1, sb);
    keep(best, row + 2, sc);
    keep(best, row + 3, sd);
  }
  for (; row < count; row++) {
    const float *restrict a = rows + (size_t)row * dimensions;
    float sum = 0;
    for (int i = 0; i < dimensions; i++) sum += a[i] * query[i];
    keep(best, row, sum);
  }
}

int main(int argc, char **argv) {
  int32_t shape[3];
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL || fread(shape, 4, 3, file) != 3) return 1;
  size_t numbers = (size_t)(shape[0] + shape[1]) * shape[2];
  float *rows = aligned_alloc(64, (numbers * 4 + 63) / 64 * 64);
  if (rows == NULL || fread(rows, 4, numbers, file) != numbers) return 1;
  float *queries = rows + (size_t)shape[0] * shape[2];
  double *times = malloc(shape[1] * sizeof(double));
  int count, best;
  while (scanf("%d %d", &count, &best) == 2) {
    double cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    for (int q = 0; q < shape[1]; q++) {
      double began = now(CLOCK_MONOTONIC);
      scan(rows, queries + (size_t)q * shape[2], count, shape[2], best);
      times[q] = now(CLOCK_MONOTONIC) - began;
    }
    printf("%.0f", now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    for (int q = 0; q < shape[1]; q++) printf(" %.0f", times[q]);
    printf("\n");
    fflush(stdout);
  }
  return 0;
}
