package dev.mrc.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where a request comes from. {@code X-Forwarded-For} is read from its right end, for as long as the one who wrote the entry
 * is a proxy of ours: what stands further left anybody may have written.
 */
@Singleton
class CallerAddress {
    private static final String FORWARDED = "X-Forwarded-For";
    /** Who has one IPv6 address has its whole /64. */
    private static final int NETWORK_BYTES = 8;

    /** Some proxies write {@code 203.0.113.9:4711} or {@code [2001:db8::7]:4711}. */
    private static final Pattern PORT = Pattern.compile("^([0-9.]+):\\d+$|^\\[(.+)](?::\\d+)?$");

    private final List<IpSubnetFilterRule> trusted;

    @Inject
    CallerAddress(ApiConfig config) {
        this(config.trustedProxies().orElse(List.of()));
    }

    /** @throws IllegalArgumentException naming the entry that is neither an address nor a network */
    CallerAddress(List<String> trusted) {
        this.trusted = trusted.stream().map(CallerAddress::network).toList();
    }

    /** The caller's address, or for IPv6 its network, as a name to count by. */
    String of(HttpServerRequest request) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(request.remoteAddress().hostAddress());
        return address == null ? "" : name(behind(address, request.headers().getAll(FORWARDED)));
    }

    /** The first address, from the nearest on, that is not a proxy of ours. */
    InetAddress behind(InetAddress peer, List<String> forwarded) {
        String[] hops = String.join(",", forwarded).split(",");
        InetAddress caller = peer;
        for (int i = hops.length - 1; i >= 0 && trusts(caller); i--) {
            InetAddress hop = NetUtil.createInetAddressFromIpAddressString(PORT.matcher(hops[i].strip()).replaceFirst("$1$2"));
            if (hop == null) {
                break;
            }
            caller = hop;
        }
        return caller;
    }

    private boolean trusts(InetAddress address) {
        InetSocketAddress at = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(network -> network.matches(at));
    }

    private static String name(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }

    private static IpSubnetFilterRule network(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(parts[0]);
        try {
            if (address != null) {
                int bits = parts.length == 1 ? address.getAddress().length * Byte.SIZE : Integer.parseInt(parts[1]);
                return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "mrc.api.trusted-proxies: \"%s\" is neither an IP address nor a network like 10.0.0.0/8".formatted(text));
    }
}
