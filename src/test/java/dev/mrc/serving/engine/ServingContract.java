package dev.mrc.serving.engine;

/**
 * What a client of TensorFlow Serving's REST port may rely on, for any server that serves {@link ContractModel}, version 123
 * alone, under the name {@code half_plus_two}. The cases are those of TensorFlow Serving's own tests, named in each part, and
 * what its sources say beyond them; where its replies are not fixed to the byte, neither are they here.
 */
abstract class ServingContract
        implements UrlContract, TransportContract, PredictContract, RequestContract, ResponseContract, ExampleContract {
}
