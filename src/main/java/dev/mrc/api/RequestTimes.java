package dev.mrc.api;

import java.time.Duration;
import java.util.stream.DoubleStream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** Gives {@code http_server_requests_seconds} the buckets that the latency alert and the dashboard read. */
class RequestTimes {
    private static final double[] SECONDS = { 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10 };

    @Produces
    @Singleton
    MeterFilter buckets() {
        double nanos = Duration.ofSeconds(1).toNanos();
        DistributionStatisticConfig buckets = DistributionStatisticConfig.builder()
                .serviceLevelObjectives(DoubleStream.of(SECONDS).map(seconds -> seconds * nanos).toArray()).build();
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("http.server.requests") ? buckets.merge(config) : config;
            }
        };
    }
}
