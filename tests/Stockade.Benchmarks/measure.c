/* Runs each command ROUNDS times in turns and prints median and least time, and the largest peak memory, of each: measure ROUNDS (NAME COMMAND)... */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    int rounds = atoi(argv[1]), commands = (argc - 2) / 2;
    double *times = calloc((size_t)(rounds * commands), sizeof(double));
    long *peaks = calloc((size_t)commands, sizeof(long));
    for (int round = -1; round < rounds; round++) {
        for (int i = 0; i < commands; i++) {
            struct timespec start, end;
            struct rusage usage;
            int status;
            clock_gettime(CLOCK_MONOTONIC, &start);
            pid_t child = fork();
            if (child == 0) {
                int null = open("/dev/null", O_WRONLY);
                dup2(null, 1);
                dup2(null, 2);
                execl("/bin/sh", "sh", "-c", argv[3 + 2 * i], (char *)0);
                _exit(127);
            }
            wait4(child, &status, 0, &usage);
            clock_gettime(CLOCK_MONOTONIC, &end);
            if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
                fprintf(stderr, "%s failed\n", argv[2 + 2 * i]);
                return 1;
            }
            if (round < 0)
                continue; /* the first round fills the caches */
            times[i * rounds + round] = (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
            if (usage.ru_maxrss > peaks[i])
                peaks[i] = usage.ru_maxrss;
        }
    }
    double unit = 0;
    printf("%-28s %12s %12s %10s %8s\n", "", "median ms", "least ms", "peak MB", "ratio");
    for (int i = 0; i < commands; i++) {
        qsort(times + i * rounds, (size_t)rounds, sizeof(double), compare);
        double median = times[i * rounds + rounds / 2];
        if (i == 0)
            unit = median;
#ifdef __APPLE__
        double megabytes = (double)peaks[i] / 1048576;
#else
        double megabytes = (double)peaks[i] / 1024;
#endif
        printf("%-28s %12.1f %12.1f %10.1f %8.1f\n", argv[2 + 2 * i], median, times[i * rounds], megabytes, median / unit);
    }
    return 0;
}
