// RUN: %tocsin %s
// OPTIONS: -fopenmp
// STD: gnu17
/* Point-cloud preprocessing: bounding box, voxel occupancy, outlier removal. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GRID 32

typedef struct { float x, y, z, w; } point_t;

typedef struct {
	float lo[3], hi[3];
	unsigned occupancy[GRID * GRID * GRID];
	double mean_dist;
	long nan_points;
	long outliers;
} cloud_info_t;

static int cell_of(const cloud_info_t *ci, const point_t *p)
{
	int ix = (int)((p->x - ci->lo[0]) / (ci->hi[0] - ci->lo[0] + 1e-6f) * GRID);
	int iy = (int)((p->y - ci->lo[1]) / (ci->hi[1] - ci->lo[1] + 1e-6f) * GRID);
	int iz = (int)((p->z - ci->lo[2]) / (ci->hi[2] - ci->lo[2] + 1e-6f) * GRID);
	return (iz * GRID + iy) * GRID + ix;
}

static void bounds(cloud_info_t *ci, const point_t *p, long n)
{
	float x0 = FLT_MAX, y0 = FLT_MAX, z0 = FLT_MAX;
	float x1 = -FLT_MAX, y1 = -FLT_MAX, z1 = -FLT_MAX;

#pragma omp parallel for reduction(min : x0, y0, z0) reduction(max : x1, y1, z1)
	for (long i = 0; i < n; i++) {
		if (p[i].x < x0) x0 = p[i].x;
		if (p[i].y < y0) y0 = p[i].y;
		if (p[i].z < z0) z0 = p[i].z;
		if (p[i].x > x1) x1 = p[i].x;
		if (p[i].y > y1) y1 = p[i].y;
		if (p[i].z > z1) z1 = p[i].z;
	}
	ci->lo[0] = x0; ci->lo[1] = y0; ci->lo[2] = z0;
	ci->hi[0] = x1; ci->hi[1] = y1; ci->hi[2] = z1;
}

static void voxelize(cloud_info_t *ci, const point_t *p, long n)
{
#pragma omp parallel for schedule(static)
	for (long i = 0; i < n; i++) {
		int c = cell_of(ci, &p[i]);
		if (c < 0 || c >= GRID * GRID * GRID)
			continue;
		ci->occupancy[c]++; // EXPECT: lost-update
	}
}

static void distances(cloud_info_t *ci, point_t *p, float *dist, long n)
{
	double sum = 0;
	long bad = 0;

#pragma omp parallel
	{
		double part = 0;

#pragma omp for nowait reduction(+ : bad)
		for (long i = 0; i < n; i++) {
			dist[i] = sqrtf(p[i].x * p[i].x + p[i].y * p[i].y + p[i].z * p[i].z);
			if (isnan(dist[i])) {
				bad++;
				dist[i] = 0;
			}
			p[i].w += dist[i];
			part += dist[i];
		}
#pragma omp critical(cloud_sum)
		sum += part;
	}
	ci->mean_dist = n ? sum / (double)n : 0;
	ci->nan_points += bad;
}

static long drop_outliers(cloud_info_t *ci, const float *dist, unsigned char *keep, long n, float k)
{
	long kept = 0;

#pragma omp parallel for
	for (long i = 0; i < n; i++) {
		keep[i] = dist[i] <= k * ci->mean_dist;
		if (keep[i]) {
#pragma omp atomic
			kept++;
		} else {
			ci->outliers += 1; // EXPECT: lost-update
		}
	}
	return kept;
}

int main(void)
{
	long n = 1 << 20, kept;
	point_t *p = malloc(n * sizeof(*p));
	float *dist = malloc(n * sizeof(*dist));
	unsigned char *keep = calloc(n, 1);
	cloud_info_t *ci = calloc(1, sizeof(*ci));

	if (!p || !dist || !keep || !ci)
		return 1;
	for (long i = 0; i < n; i++)
		p[i] = (point_t){ (float)rand(), (float)rand(), (float)rand(), 0 };
	bounds(ci, p, n);
	voxelize(ci, p, n);
	distances(ci, p, dist, n);
	kept = drop_outliers(ci, dist, keep, n, 3.0f);
	printf("%ld kept, %ld outliers\n", kept, ci->outliers);
	free(ci); free(keep); free(dist); free(p);
	return 0;
}
