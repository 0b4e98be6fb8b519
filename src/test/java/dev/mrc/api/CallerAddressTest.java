package dev.mrc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerAddressTest {
    private final CallerAddress addresses = new CallerAddress(List.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "203.0.113.9 | 1.2.3.4                        | 203.0.113.9",
            "10.1.2.3    | -                              | 10.1.2.3",
            "10.1.2.3    | 203.0.113.9                    | 203.0.113.9",
            "10.1.2.3    | 1.2.3.4, 203.0.113.9           | 203.0.113.9",
            "127.0.0.1   | 1.2.3.4,203.0.113.9,10.9.9.9   | 203.0.113.9",
            "10.1.2.3    | 10.0.0.1, 10.0.0.2             | 10.0.0.1",
            "10.1.2.3    | 1.2.3.4, 203.0.113.9:4711      | 203.0.113.9",
            "10.1.2.3    | [2001:db8::7]:4711, fd00::5    | 2001:db8::7",
            "10.1.2.3    | 1.2.3.4, unknown               | 10.1.2.3",
            "10.1.2.3    | evil.example.com               | 10.1.2.3",
            "fd00::1     | 1.2.3.4, 2001:db8::7           | 2001:db8::7",
            "2001:db8::7 | 1.2.3.4                        | 2001:db8::7" })
    void onlyWhatOurOwnProxiesWroteIsBelieved(String peer, String forwarded, String caller) throws UnknownHostException {
        List<String> headers = forwarded == null ? List.of() : List.of(forwarded);

        assertThat(addresses.behind(InetAddress.getByName(peer), headers)).isEqualTo(InetAddress.getByName(caller));
    }

    @Test
    void headersSentTwiceAreReadAsOneList() throws UnknownHostException {
        assertThat(addresses.behind(InetAddress.getByName("10.1.2.3"), List.of("1.2.3.4", "203.0.113.9, 10.0.0.7")))
                .isEqualTo(InetAddress.getByName("203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "", "/8" })
    void aNetworkThatIsNoneIsNamed(String network) {
        assertThatThrownBy(() -> new CallerAddress(List.of(network))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mrc.api.trusted-proxies: \"" + network + "\"");
    }
}
